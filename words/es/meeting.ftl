# Decir que sí no es encontrarse: una pregunta a cada quien.
meeting-ask-soon = ¿Ya se encontraron tú y { $who }?
meeting-ask-later = ¿Pudieron hablar tú y { $who }?
meeting-yes-soon = Ya estamos hablando
meeting-yes-later = Sí, hablamos
meeting-ask-others = Todavía no: pregunta también a los demás
meeting-cannot = Al final no puedo
meeting-no-answer = Si nadie dice nada en los próximos cinco minutos, también se les pregunta a los demás. Nadie hizo nada mal. Las líneas de ayuda siguen aquí.
meeting-met = Qué bueno que se encontraron.
meeting-others = También se les está preguntando a los demás.
meeting-over = Esto ya terminó. Gracias.
