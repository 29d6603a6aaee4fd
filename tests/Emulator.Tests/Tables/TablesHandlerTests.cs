using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.Emulator.Tests.Tables;

/// <summary>The real client reaches the same service without a socket.</summary>
public sealed class TablesHandlerTests(TablesHandlerTests.Tables service) : TableServiceFacts(service), IClassFixture<TablesHandlerTests.Tables>
{
    [Fact]
    public async Task A_request_to_another_address_uses_the_network()
    {
        await using var other = new EmulatorTables();
        await other.InitializeAsync();
        var options = new TableClientOptions { Transport = new HttpClientTransport(service.Handler) };
        var table = other.Client(options).GetTableClient("elsewhere");

        await table.CreateAsync(TestContext.Current.CancellationToken);

        Assert.Contains("elsewhere", other.Client().Query(cancellationToken: TestContext.Current.CancellationToken).Select(found => found.Name));
        Assert.DoesNotContain("elsewhere", service.Client().Query(cancellationToken: TestContext.Current.CancellationToken).Select(found => found.Name));
    }

    /// <summary>Our endpoint, as used by an app in its process.</summary>
    public sealed class Tables : ITableService, IAsyncLifetime
    {
        private readonly EmulatorTables _tables = new();

        public Uri Address => _tables.Address;

        internal HttpMessageHandler Handler => _tables.Handler;

        public TableServiceClient Client(TableClientOptions? options = null)
        {
            var own = options ?? new TableClientOptions();
            own.Transport = new HttpClientTransport(Handler);
            return _tables.Client(own);
        }

        public ValueTask InitializeAsync() => _tables.InitializeAsync();

        public ValueTask DisposeAsync() => _tables.DisposeAsync();
    }
}
