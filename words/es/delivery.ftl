# Lo que se publica cuando una tarjeta no se puede dibujar: palabras sencillas, sin botones.

plain-open-home = Abre la pestaña Inicio de esta aplicación para verlo y responder.
