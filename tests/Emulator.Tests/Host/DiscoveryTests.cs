using AccessReview.Emulator.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class DiscoveryTests
{
    [Fact]
    public void Functions_are_found_in_the_assembly_that_asked_for_the_builder()
    {
        var found = FunctionSource.Of(typeof(HttpSample).Assembly).Functions().Select(function => function.Name);

        Assert.Contains(nameof(HttpSample.Hello), found);
        Assert.Contains(nameof(TimerSample.Hourly), found);
    }

    [Fact]
    public void Middleware_can_find_the_method_and_its_bindings_from_the_definition()
    {
        var definition = new FunctionSource([typeof(HttpSample)]).Functions().Single(function => function.Name == nameof(HttpSample.ByName)).Definition;

        Assert.Equal("AccessReview.Emulator.Tests.Host.HttpSample.ByName", definition.EntryPoint);
        Assert.Equal(typeof(HttpSample).Assembly.Location, definition.PathToAssembly);
        Assert.Equal("httpTrigger", definition.InputBindings["request"].Type);
        Assert.Equal(["request", "name", "context", "cancellationToken"], definition.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void Two_functions_of_one_name_are_refused_whatever_their_case()
    {
        var source = new FunctionSource([typeof(HttpSample), typeof(Shouting)]);

        var refused = Assert.Throws<EmulatorRefusedException>(() => new FunctionCatalog(source, new ConfigurationManager()));

        Assert.Contains("HELLO", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Shouting
    {
        [Function("HELLO")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shout")] HttpRequest request) => Results.Ok(request.Path.Value);
    }
}
