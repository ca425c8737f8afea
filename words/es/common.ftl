# En muchas pantallas.

footer-person = Necesito a alguien
footer-lines = Líneas de ayuda
close = Cerrar
back = Atrás
cancel = Cancelar

door-cover = Pedir que me cubran
doors-title = Puertas
doors-which = ¿Cuál de estas te sirve? No tienes que explicar nada.
doors-hello = Qué bueno que escribiste. No tienes que explicar nada. ¿Cuál de estas te sirve?
doors-alone = Un espacio privado es solo para ti. Sáltate lo que quieras, déjalo donde quieras.
doors-stays = Lo que escribes en este chat se queda en Slack. Lo que tocas en un espacio privado, no. Aquí, por favor, sin nombres, lugares ni fechas.
doors-delete = Puede que tu mensaje lleve un nombre, un lugar o una fecha. Si es así, puedes quitarlo: mantén presionado tu mensaje (en la computadora, pon el cursor encima y abre los tres puntos) y elige «Eliminar mensaje». No guardo ninguna copia.

paused-line = Hiciste una pausa. Te espera hasta 72 horas.
paused-go-on = Seguir
paused-go-on-label = Seguir donde hiciste la pausa
paused-title = Hiciste una pausa
paused-text = Puedes seguir donde estabas o empezar de nuevo. Las dos cosas están bien.
paused-fresh = Empezar de nuevo

moment-title = Un momento
moment-text = Un momento. Esto está tardando un poco más de lo debido.
moment-done-title = Listo
moment-done = Ya está hecho. Puedes cerrar esta ventana.

sorry-title = Eso no funcionó
sorry-down = Algo de nuestro lado no funciona en este momento. No es por nada que hayas hecho.
sorry-unknown = Algo salió mal de nuestro lado. No es por nada que hayas hecho. Inténtalo otra vez en un minuto, por favor.
sorry-gone = Lo que tocaste ya no está. Quizá ya se contestó, terminó o se borró.
sorry-not_yours = Esto era para otra persona, así que quedó como estaba.
sorry-slack = Slack no nos contestó. Inténtalo otra vez en un minuto, por favor.
sorry-reference = Si se lo cuentas a alguien, esto ayuda a encontrarlo: { $reference }
sorry-short = Perdón
