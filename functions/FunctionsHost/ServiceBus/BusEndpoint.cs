using AccessReview.Emulator.ServiceBus;
using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Listener;
using Amqp.Sasl;
using Microsoft.Extensions.Logging;
using EventId = Amqp.Handler.EventId;

namespace AccessReview.FunctionsHost.ServiceBus;

/// <summary>
/// A Service Bus namespace on this machine, for Microsoft's own client with <c>UseDevelopmentEmulator=true</c>: AMQP 1.0 without
/// TLS. What is sent and received is the engine's; this part and its neighbours only speak the protocol.
/// </summary>
internal sealed class BusEndpoint : IDisposable
{
    private const string ManagementSuffix = "/$management";

    private readonly ServiceBusEngine _engine;
    private readonly BusEndpointOptions _options;
    private readonly ILogger _logger;
    private readonly ContainerHost _host;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private bool _isOpen;

    public BusEndpoint(ServiceBusEngine engine, BusEndpointOptions options, ILogger<BusEndpoint> logger)
    {
        _engine = engine;
        _options = options;
        _logger = logger;
        _host = new ContainerHost(new Address($"amqp://127.0.0.1:{options.Port}")) { AddressResolver = (_, attach) => Resolve(attach) };
        var listener = _host.Listeners[0];
        // The client names this mechanism and sends nothing with it: who it is, it says by a token.
        listener.SASL.EnableMechanism("MSSBCBS", SaslProfile.Anonymous);
        listener.SASL.EnableAnonymousMechanism = true;
        listener.AMQP.MaxFrameSize = 64 * 1024;
        listener.AMQP.IdleTimeout = (int)options.IdleTimeout.TotalMilliseconds;
        listener.HandlerFactory = _ => LockTokenTags.Instance;
        _host.RegisterRequestProcessor("$cbs", new TokenRequests());
        _host.RegisterLinkProcessor(new QueueLinks(engine, options, logger));
    }

    /// <exception cref="System.Net.Sockets.SocketException">The port is in use.</exception>
    public void Open()
    {
        _host.Open();
        _isOpen = true;
    }

    /// <summary>Ends all connections. What their clients hold locked comes back when the locks expire.</summary>
    public void Dispose()
    {
        if (_isOpen)
            _host.Close();
        _isOpen = false;
    }

    /// <summary>Each queue has an address for requests beside its own; it is registered when somebody first attaches to it.</summary>
    private string Resolve(Attach attach)
    {
        var address = QueueLinks.AddressOf(attach);
        if (!address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase))
            return address;
        var entity = BusEntity.Of(address[..^ManagementSuffix.Length]);
        lock (_gate)
        {
            if (_options.Knows(entity.Queue) && _managed.Add(address))
                _host.RegisterRequestProcessor(address, new ManagementRequests(entity, _engine, _logger));
        }

        return address;
    }

    /// <summary>The service gives each delivery the token of its lock for a tag.</summary>
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
