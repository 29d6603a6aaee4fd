using AccessReview.Emulator.Host;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Unsupported features are refused at start and named.</summary>
public sealed class RefusalTests : IAsyncDisposable
{
    private const string Http = """{ "name": "request", "type": "httpTrigger", "direction": "In", "authLevel": "Anonymous", "route": "a/{id}", "methods": ["get"] }""";

    private readonly BuiltHost _host = new();

    [Theory]
    [InlineData("""{ "name": "blob", "type": "blobTrigger", "direction": "In", "path": "a/b" }""", "blobTrigger")]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "direction": "In", "schedule": "0 0 3 * * *", "zone": "CET" }""", "zone")]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "direction": "In", "schedule": "at three" }""", "at three")]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "direction": "In", "schedule": "%Nobody:Sets%" }""", "%Nobody:Sets%")]
    [InlineData("""{ "name": "timer", "type": "timerTrigger", "direction": "In", "schedule": "0 0 3 * * *", "useMonitor": "maybe" }""", "maybe")]
    [InlineData("""{ "name": "request", "type": "httpTrigger", "direction": "In", "authLevel": "User" }""", "User")]
    [InlineData("""{ "name": "request", "type": "httpTrigger", "direction": "In", "route": "{a}{b}" }""", "{a}{b}")]
    [InlineData("""{ "name": "queue", "type": "queue", "direction": "Out" }""", "no trigger")]
    public void An_unsupported_trigger_stops_the_start_and_is_named(string trigger, string named)
    {
        var refusal = Assert.Throws<EmulatorRefusedException>(() => Add(Function("Odd", trigger)));

        Assert.Contains("Odd", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "table", "type": "table", "direction": "In" }""")]
    [InlineData("""{ "name": "table", "type": "table", "direction": "Out" }""")]
    public void An_unsupported_binding_stops_the_start_and_is_named(string binding)
    {
        var refusal = Assert.Throws<EmulatorRefusedException>(() => Add(Function("Odd", Http, binding)));

        Assert.Equal("The function Odd has the binding table of the type table, which this host does not support; remove it.", refusal.Message);
    }

    [Fact]
    public void A_function_with_a_retry_policy_stops_the_start() =>
        Assert.Contains("retry policy", Assert.Throws<EmulatorRefusedException>(() => Add(Function("Odd", Http) with { HasRetryPolicy = true })).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_functions_with_the_same_name_stop_the_start() =>
        Assert.Contains("named odd", Assert.Throws<EmulatorRefusedException>(() => Add(Function("Odd", Http), Function("odd", Http))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("api", "GET /api/a/{}")]
    [InlineData("/v1/tiny/", "GET /v1/tiny/a/{}")]
    [InlineData("", "GET /a/{}")]
    public async Task Two_functions_that_answer_the_same_requests_stop_the_start(string prefix, string requests)
    {
        await using var host = new BuiltHost();
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "host.json"),
            $$"""{ "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""");
        var other = Http.Replace("{id}", "{other}", StringComparison.Ordinal);

        var refusal = Assert.Throws<EmulatorRefusedException>(() => host.Get<FunctionCatalog>().Add([Function("First", Http), Function("Second", other)]));

        Assert.Equal($"The functions First and Second answer the same requests ({requests}); change the route of one.", refusal.Message);
    }

    [Fact]
    public void Two_functions_can_have_the_same_route_for_different_methods() =>
        Add(Function("First", Http), Function("Second", Http.Replace("get", "post", StringComparison.Ordinal)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static WorkerFunction Function(string name, params string[] bindings) => new(name, name, [.. bindings.Select(FunctionBinding.Parse)]);

    private void Add(params IEnumerable<WorkerFunction> functions) => _host.Get<FunctionCatalog>().Add(functions);
}
