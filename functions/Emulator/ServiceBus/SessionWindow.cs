using System.Runtime.CompilerServices;
using Amqp;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// Works around a counting error of AMQPNetLite. Microsoft's client accepts any number of transfers in a session. If a flow of the client
/// arrives while a transfer is being sent, AMQPNetLite treats the window as closed and sends nothing until the next flow.
/// So the window is opened before each send.
/// </summary>
internal static class SessionWindow
{
    public static void Open(Link link) => OutgoingWindow(link.Session) = int.MaxValue;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "outgoingWindow")]
    private static extern ref uint OutgoingWindow(Session session);
}
