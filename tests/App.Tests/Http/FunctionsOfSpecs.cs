using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AccessReview.App.Tests.Http;

/// <summary>
/// Adds HTTP functions of this assembly to the app's. The SDK generates metadata and executor of the app's functions when the app is
/// compiled; functions of this assembly are described and called by reflection.
/// </summary>
internal static class FunctionsOfSpecs
{
    public static void AddFunctionsOf<T>(this FunctionsApplicationBuilder builder)
    {
        var functions = Functions(typeof(T));
        Wrap<IFunctionMetadataProvider>(builder.Services, inner => new Metadata(inner, functions.Values));
        Wrap<IFunctionExecutor>(builder.Services, inner => new Executor(inner, functions));
    }

    private static Dictionary<string, MethodInfo> Functions(Type type) => type.GetMethods()
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToDictionary(method => $"{type.FullName}.{method.Name}", StringComparer.Ordinal);

    private static void Wrap<TService>(IServiceCollection services, Func<TService, TService> wrap)
        where TService : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService));
        services.Replace(ServiceDescriptor.Singleton(provider => wrap((TService)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)))); // By its type.
    }

    private sealed class Metadata(IFunctionMetadataProvider inner, IEnumerable<MethodInfo> more) : IFunctionMetadataProvider
    {
        public async Task<System.Collections.Immutable.ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
            [.. await inner.GetFunctionMetadataAsync(directory), .. more.Select(Describe)];

        private static DefaultFunctionMetadata Describe(MethodInfo method)
        {
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name; // Chosen by it.
            var request = method.GetParameters().Single(parameter => parameter.ParameterType == typeof(HttpRequest));
            var trigger = request.GetCustomAttribute<HttpTriggerAttribute>()!; // Every HTTP function has one.
            var binding = new { name = request.Name, type = "httpTrigger", direction = "In", authLevel = $"{trigger.AuthLevel}", methods = trigger.Methods, route = trigger.Route };
            return new DefaultFunctionMetadata
            {
                Name = name,
                Language = "dotnet-isolated",
                ScriptFile = Path.GetFileName(method.Module.Assembly.Location),
                EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}", // Of a class.
                RawBindings = [JsonSerializer.Serialize(binding), """{"name":"$return","type":"http","direction":"Out"}"""],
            };
        }
    }

    private sealed class Executor(IFunctionExecutor inner, Dictionary<string, MethodInfo> functions) : IFunctionExecutor
    {
        public async ValueTask ExecuteAsync(FunctionContext context)
        {
            if (!functions.TryGetValue(context.FunctionDefinition.EntryPoint, out var method))
            {
                await inner.ExecuteAsync(context);
                return;
            }

            var inputs = await context.Features.GetRequired<IFunctionInputBindingFeature>().BindFunctionInputAsync(context);
            var instance = ActivatorUtilities.CreateInstance(context.InstanceServices, method.DeclaringType!); // Of a class.
            var result = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, inputs.Values, null);
            context.GetInvocationResult().Value = result is Task<IResult> later ? await later : result;
        }
    }

    private static T GetRequired<T>(this IInvocationFeatures features) => features.Get<T>() ?? throw new InvalidOperationException($"The worker gives no {typeof(T).Name}.");
}
