# A quién se le pide, y a quién no.

not-these-open = A quién no le pido
not-these-title = A quién no le pido
not-these-what = A quien pongas aquí no se le avisa cuando pides a alguien o que te cubran, en ningún momento. Nadie más ve esta lista, y para quien está en ella no cambia nada. No hace falta un motivo.
not-these-who = Personas
not-these-hint = Cualquier persona de este espacio de Slack. Si queda vacío, nadie.
not-these-asked-already = Vale desde ahora. Alguien a quien ya se le avisó todavía puede contestar. Puedes retirar tu pedido cuando quieras.
not-these-save = Guardar
not-these-kept = Guardado. Vale desde ahora. Lo encuentras en Inicio y donde pides a alguien.
not-these-many = Como máximo { $most } personas, por favor.

my-data-not-these = *A quién no le pides:* { $who }. Nadie más ve esto.
my-data-delete-not-these = Borrar a quién no le pido
my-data-delete-not-these-text = Entonces se les puede volver a avisar cuando pidas a alguien.

outside-title = Personas de fuera de mi equipo
outside-what = Apagado mientras no lo actives. Con tu sí, personas de otros equipos de aquí pueden ver tu nombre y elegirte cuando piden a alguien de fuera de su equipo. Y cuando en un equipo vecino no hay nadie libre, quizá te pregunten por alguien de ahí. Ahí cada quien conoce el nombre de la otra persona solo después de tu sí.
outside-may = *{ $team }:* personas de fuera también pueden pedirme compañía.
outside-may-not = *{ $team }:* solo pueden pedirme compañía quienes están en él.
outside-begin = Pueden pedirme
outside-stop = Ya no

team-neighbours = Equipos vecinos: { $teams }
neighbours-open = Equipos vecinos
neighbours-title = Equipos vecinos
neighbours-what = Cuando en *{ $team }* no hay nadie libre, al final se le puede preguntar a alguien de un equipo vecino, y lo mismo al revés. Antes, los dos equipos dicen que sí. Cualquiera puede terminarlo cuando quiera.
neighbours-own-yes = Con esto solo no se le pregunta a nadie. Cada persona dice por sí misma, en «Mis horas», si quienes están fuera de su equipo pueden pedirle compañía. Esto no lleva ningún nombre de un equipo al otro antes de un sí.
neighbours-none = Aquí no hay nada pendiente entre *{ $team }* y *{ $other }*.
neighbours-ours = *{ $other }:* les preguntaste. Todavía no contestan.
neighbours-theirs = *{ $other }* pregunta si quieren ser equipos vecinos. Cuando ahí no hay nadie libre, al final se le puede preguntar a alguien de *{ $team }*, y lo mismo al revés. Cualquiera de los dos puede terminarlo cuando quiera.
neighbours-agreed = *{ $team }* y *{ $other }* son equipos vecinos.
neighbours-our-no = *{ $other }:* dijiste que ahora no. Ya no pueden volver a preguntar. Si cambian las cosas, pregúntales cuando quieras.
neighbours-their-no = *{ $other }* dijo que ahora no. Pueden preguntarte cuando quieran.
neighbours-agree = Sí, ser vecinos
neighbours-decline = Ahora no
neighbours-end = Terminarlo
neighbours-end-what = Desde ahora no se le pregunta a nadie más entre los dos equipos. Un pedido abierto sigue con quienes ya recibieron el aviso.
neighbours-take-back = Retirarlo
neighbours-which = ¿A qué equipo quieres preguntarle?
neighbours-propose = Preguntar
neighbours-none-left = No hay otro equipo aquí al que puedas preguntarle.

form-heads-up = Algo que quieras adelantar
form-heads-up-hint = Lo lee quien reciba el aviso. Quizá esa persona también carga una pérdida.
form-heads-up-none = Nada. No leen de qué se trata
form-heads-up-a_loss = Se trata de una pérdida
form-heads-up-about_me = Se trata de mí
form-heads-up-just_company = Solo compañía

form-outside = Alguien de fuera de mi equipo
form-outside-hint = Quien dijo que otros equipos también pueden pedirle
form-language = Alguien que comparte mi idioma
form-only-outside = Sí se le puede pedir a alguien de fuera de tu equipo: elígelo abajo.
form-must-act = *{ $who } lidera tu equipo.* Ante algunas cosas que escucha, quien lidera tiene la obligación de actuar. Puedes preguntarle antes cuáles son.

neighbour-someone = alguien de { $team }
alert-neighbour = Alguien de un equipo vecino
form-neighbour-name = En un equipo vecino leen «Alguien de un equipo vecino» hasta que una persona dice que sí.
