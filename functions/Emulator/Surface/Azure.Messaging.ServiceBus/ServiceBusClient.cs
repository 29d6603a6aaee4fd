// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

using AccessReview.Emulator.ServiceBus;
using Azure.Core;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient()
    {
    }

    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
        : this(options, ServiceBusConnectionStringProperties.Parse(connectionString).FullyQualifiedNamespace)
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
        : this(options, fullyQualifiedNamespace)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    public ServiceBusClient(string fullyQualifiedNamespace, AzureNamedKeyCredential credential, ServiceBusClientOptions options = null)
        : this(options, fullyQualifiedNamespace)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    public ServiceBusClient(string fullyQualifiedNamespace, AzureSasCredential credential, ServiceBusClientOptions options = null)
        : this(options, fullyQualifiedNamespace)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    private ServiceBusClient(ServiceBusClientOptions options, string fullyQualifiedNamespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullyQualifiedNamespace);
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        Identifier = options?.Identifier ?? $"{fullyQualifiedNamespace}-{Guid.NewGuid():N}";
        TransportType = options?.TransportType ?? ServiceBusTransportType.AmqpTcp;
        TryTimeout = options?.RetryOptions?.TryTimeout ?? TimeSpan.FromMinutes(1);
    }

    public virtual string FullyQualifiedNamespace { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed { get; private set; }

    public ServiceBusTransportType TransportType { get; }

    internal TimeSpan TryTimeout { get; }

    /// <summary>The engine behind the address. Looked up at each use: like the real client, this one may be made before its service is up.</summary>
    internal IServiceBusNamespace Namespace
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return ServiceBusNamespaces.Find(FullyQualifiedNamespace);
        }
    }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => new(this, queueOrTopicName, null);

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => new(this, queueOrTopicName, options);

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => new(this, queueName, null);

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => new(this, queueName, options);

    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
