# Después de un sí: quién escribe primero, cómo llegar al otro, y la tarjeta de quien acompaña.

meet-chat = Abrir su chat
meet-open = { $link }. Si no se abre nada: toca el nombre y luego «Mensaje».
meet-by-hand = Para abrir su chat: toca el nombre y luego «Mensaje».

meet-listener-message = Escribe tú primero. Bastan unas palabras.
meet-listener-call = Llama tú: abre su chat y empieza una junta.
meet-listener-call-number = Llama tú, al número de abajo.
meet-listener-in_person = Escribe tú, y acuerden un lugar donde los dos estén a gusto.
meet-listener-text_first = Escribe tú primero, y espera su respuesta antes de llamar.
meet-listener-text_first-number = Manda un mensaje de texto al número de abajo, y espera su respuesta antes de llamar.
meet-listener-cannot_speak = Escribe, y no llames: hay gente cerca. Alguien puede estar leyendo también.
meet-listener-time = Acuerden una hora.
meet-listener-cover = Escríbele si hay algo que entregar.

meet-asker-message = Te va a escribir.
meet-asker-call = Te va a llamar por Slack, en su chat.
meet-asker-call-number = Te va a llamar al número que diste.
meet-asker-in_person = Te va a escribir para acordar un lugar.
meet-asker-text_first = Te va a escribir primero, y espera tu respuesta antes de llamar.
meet-asker-text_first-number = Te va a mandar un mensaje de texto al número que diste, y espera tu respuesta antes de llamar.
meet-asker-cannot_speak = Te va a escribir, y no te llama.
meet-asker-time = Acuerdan una hora.
meet-asker-cover = Te escribe si hay algo que entregar. No hace falta un motivo.
meet-you-can-too = También puedes empezar tú.

listener-title = *Dijiste que puedes estar ahí para { $who }.* Ya lo sabe.
listener-title-cover = *Dijiste que sí a cubrir a { $who }.* Ya lo sabe.
listener-hours = Horas: { $hours }
listener-number = Su número, solo por esta vez: { $number }
listener-how-open = *Empieza sencillo.* «Aquí estoy. No tienes que explicar nada».
listener-how-listen = *Escucha más de lo que hablas.* El silencio también acompaña.
listener-how-leave = *Deja en paz lo que pasó,* el cómo y el porqué. Pregunta: «¿Qué necesitas en la próxima hora?».
listener-how-fix = *No busques arreglarlo* ni sacar lecciones, y no des consejos que no te pidan.
listener-how-both = *Quizá los dos estén de duelo.* Puedes decirlo, en una frase. No te toca ser quien todo lo aguanta.
listener-how-hand = *Si hace falta más que compañía,* ayúdale a llegar a las líneas de ayuda o a alguien que elija. Quédate hasta que haya alguien.
listener-how-hand-number = *Si hace falta más que compañía,* ayúdale a llegar al número de tu equipo ({ $number }), a las líneas de ayuda o a alguien que elija. Quédate hasta que haya alguien.
listener-must-act = Hay cosas ante las que se debe actuar: daño a un menor o a un adulto vulnerable, una vida en peligro. Díselo primero y luego sigue las normas de tu agencia. Este bot no informa por ti.
listener-must-act-lead = Para quien lidera hay más cosas ante las que se debe actuar. Dilo antes de que te cuente.
listener-yourself = Después, cuídate. Esto también es trabajo: cuenta el tiempo como lo hace tu agencia. «Necesito a alguien» también es para ti.
listener-check-in = Te voy a escribir una vez, en un día o dos.
listener-cannot = Al final no puedo
listener-cannot-what = Se le avisa que no puedes, y se les vuelve a pedir a los demás. Los planes cambian. Está bien.
listener-to-who-said-yes = Su guardia en este tiempo ahora es tuya. Está en «Mis horas».
listener-nobodys = No estás entre quienes reciben pedidos, así que el calendario de guardias no muestra a nadie en su guardia.
listener-cover = No hace falta un motivo, así que no lo pidas.
