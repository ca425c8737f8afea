# Sacar a una persona, con una sola acción y sin dar un motivo.
out-open = Sacar a alguien
out-title = Sacar a alguien
out-what = Desde ahora no se le envía nada y a nadie se le ofrece su nombre. Los pedidos que cuentan con esa persona pasan enseguida a otras. Sus mensajes de seguimiento terminan.
out-whom = A quién
out-no-reason = No se pide ni se guarda ningún motivo. También sirve para una licencia: puedes volver a invitar a esa persona, y con su propio sí vuelve al equipo.
out-do = Sacar
out-done = Listo. Este bot no le avisa a nadie. Si el equipo tiene que saberlo, que sea por una persona.
out-now = Fuera del equipo
out-back = Invitar otra vez
out-back-label = Invitar otra vez a esta persona al equipo
