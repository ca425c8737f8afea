# Pedir que alguien cubra: a quienes uno elige, con horas, sin motivo.

cover-preview = Esto es todo lo que van a leer, en su idioma y en su zona horaria:
cover-fill-in = Elige las horas y a quién pedirle. Aquí ves las palabras exactas antes de que se envíe algo.
cover-seen-by = Quién puede enterarse:
cover-all-at-once = { $who }, al mismo tiempo. Quien diga que sí primero se queda con las horas.
cover-day = ¿Qué día?
cover-whom = ¿A quién le pides?
cover-whom-hint = Solo se les pide a estas personas, y nunca a nadie más. A un líder solo si lo eliges.
cover-no-reason = No hace falta un motivo.
cover-wait-now = en 5 minutos
cover-wait-today = en 45 minutos
cover-wait-this_week = en un día, y a más tardar un día antes de que empiece
cover-moves = En estas horas tienes guardia. Quien diga que sí la toma, y tú quedas libre.
cover-moves-not = En estas horas no tienes guardia, así que el calendario de guardias queda como está.
cover-nobody = *En este momento no hay nadie en tu equipo a quien pueda pedirle que te cubra.* Hay quien duerme o no está.
cover-wrong-past = Esas horas ya pasaron. Elige otras que estén por venir, por favor.
cover-wrong-far = Elige un día dentro de los próximos dos meses, por favor.
cover-wrong-gap = Ese día los relojes se saltan esas horas. Elige otras, por favor.
cover-wrong-many = Puedes pedirles a { $most } personas a la vez. Quita algunas, por favor.
cover-wrong-day = Elige un día, por favor.
cover-wrong-nobody = Elige a alguien a quien pedirle, por favor.
