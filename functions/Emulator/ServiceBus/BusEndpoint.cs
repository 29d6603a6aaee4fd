using System.Net;
using System.Net.Sockets;
using AccessReview.Emulator.Host;
using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Listener;
using Amqp.Sasl;
using Microsoft.Extensions.Logging;
using EventId = Amqp.Handler.EventId;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>
/// A Service Bus namespace on this machine, for Microsoft's own client with <c>UseDevelopmentEmulator=true</c>: AMQP 1.0 without TLS.
/// The engine handles messages; this class and its neighbours only implement the protocol.
/// </summary>
internal sealed class BusEndpoint(ServiceBusEngine engine, BusEndpointOptions options, ILogger<BusEndpoint> logger) : IDisposable
{
    private const string ManagementSuffix = "/$management";
    private const int MaxFreePorts = 10;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private ContainerHost? _host;

    /// <summary>Known after it is open.</summary>
    public int Port { get; private set; } = options.Port;

    /// <exception cref="EmulatorRefusedException">The port is in use.</exception>
    public void Open()
    {
        for (var tries = 1; _host is null; tries++)
        {
            if (options.Port == 0)
                Port = FreePort();
            try
            {
                _host = Listen(Port);
            }
            // Another process can take a port that was free a moment ago.
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                if (options.Port != 0 || tries == MaxFreePorts)
                    throw EmulatorRefusedException.PortInUse(Port, "Emulator:ServiceBusPort", taken);
            }
        }
    }

    /// <summary>Closes all connections. Messages that their clients have locked become available when the locks expire.</summary>
    public void Dispose()
    {
        _host?.Close();
        _host = null;
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port; // It is bound.
    }

    private ContainerHost Listen(int port)
    {
        var host = new ContainerHost(new Address($"amqp://127.0.0.1:{port}")) { AddressResolver = Resolve };
        var listener = host.Listeners[0];
        // The client names this mechanism without credentials, because it authenticates with a token.
        listener.SASL.EnableMechanism("MSSBCBS", SaslProfile.Anonymous);
        listener.SASL.EnableAnonymousMechanism = true;
        listener.AMQP.MaxFrameSize = 64 * 1024;
        listener.AMQP.IdleTimeout = (int)options.IdleTimeout.TotalMilliseconds;
        listener.HandlerFactory = _ => LockTokenTags.Instance;
        host.RegisterRequestProcessor("$cbs", new TokenRequests());
        host.RegisterLinkProcessor(new QueueLinks(engine, options, logger));
        host.Open();
        return host;
    }

    /// <summary>Each queue has a second address for requests. It is registered when a client first attaches to it.</summary>
    private string Resolve(ContainerHost host, Attach attach)
    {
        var address = QueueLinks.AddressOf(attach);
        if (!address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase))
            return address;
        var entity = BusEntity.Of(address[..^ManagementSuffix.Length]);
        lock (_gate)
        {
            if (options.Knows(entity.Queue) && _managed.Add(address))
                host.RegisterRequestProcessor(address, new ManagementRequests(entity, engine, logger));
        }

        return address;
    }

    /// <summary>As in the service, the tag of each delivery is its lock token.</summary>
    private sealed class LockTokenTags : IHandler
    {
        public static readonly LockTokenTags Instance = new();

        public bool CanHandle(EventId id) => id == EventId.SendDelivery;

        public void Handle(Event protocolEvent)
        {
            if (protocolEvent is { Id: EventId.SendDelivery, Context: IDelivery { Message: OutgoingMessage { LockToken: var token } } delivery } && token != Guid.Empty)
                delivery.Tag = token.ToByteArray();
        }
    }
}
