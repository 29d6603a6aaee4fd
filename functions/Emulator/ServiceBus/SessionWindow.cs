using System.Runtime.CompilerServices;
using Amqp;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Microsoft's client takes any number of transfers in a session. AMQPNetLite miscounts that when a flow of the client arrives
/// while the transfer before it is still being sent: it takes the window for closed and sends nothing until the next flow.
/// So the window is opened before each send.
/// </summary>
internal static class SessionWindow
{
    public static void Open(Link link) => OutgoingWindow(link.Session) = int.MaxValue;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "outgoingWindow")]
    private static extern ref uint OutgoingWindow(Session session);
}
