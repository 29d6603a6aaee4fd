using System.Collections.Concurrent;
using AccessReview.App;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>
/// Finds the settings that the app reads: it is composed with a configuration that records reads, and each service is
/// created.
/// </summary>
internal sealed class SettingsRead : IConfigurationSource
{
    private readonly ConcurrentDictionary<string, byte> _keys = new(StringComparer.OrdinalIgnoreCase);

    private SettingsRead()
    {
    }

    /// <summary>Returns names in the form of environment variables.</summary>
    /// <param name="settings">Values of settings; some settings are read only if others have a value.</param>
    public static IReadOnlySet<string> By(IReadOnlyDictionary<string, string> settings)
    {
        var read = new HashSet<string>(Keys(settings, whole: true), StringComparer.OrdinalIgnoreCase);
        read.ExceptWith(Keys(settings, whole: false));
        read.RemoveWhere(key => IsSection(key, read) || IsComputed(key));
        return read.Select(key => key.Replace(":", "__", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Listener(_keys);

    /// <summary>
    /// The binder checks whether a section has its own value. Settings that may be either have two names here: see
    /// README.md of infra.
    /// </summary>
    private static bool IsSection(string key, HashSet<string> read) =>
        !key.Contains(':', StringComparison.Ordinal) && key is not ("AppStorage" or "ServiceBus") && read.Any(other => other.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>The binder also reads names of properties without setters.</summary>
    private static bool IsComputed(string key) =>
        key.Split(':') is [_, var name] && typeof(AccessReviewApp).Assembly.GetTypes().Any(type =>
            type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetProperty(name) is { CanWrite: false });

    private static ICollection<string> Keys(IReadOnlyDictionary<string, string> settings, bool whole)
    {
        var listener = new SettingsRead();
        // The worker is created but not started. No file is watched, because a machine allows few file watches.
        string[] worker = ["--hostBuilder:reloadConfigOnChange=false", "--Functions:Worker:HostEndpoint=http://127.0.0.1:1", "--Functions:Worker:WorkerId=none", "--Functions:Worker:RequestId=none", "--Functions:Worker:GrpcMaxMessageLength=1"];
        var builder = FunctionsApplication.CreateBuilder([.. worker, .. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);
        ((IConfigurationBuilder)builder.Configuration).Add(listener);
        if (whole)
            builder.AddAccessReview();
        else
            builder.ConfigureFunctionsWebApplication();

        using var host = builder.Build();
        // Every logger reads its levels.
        host.Services.GetService<Microsoft.Extensions.Logging.ILoggerFactory>();
        using var execution = host.Services.CreateScope();
        foreach (var made in builder.Services.Where(IsOurs).Select(Made).Distinct())
            execution.ServiceProvider.GetServices(made).ToList().ForEach(Look);
        return listener._keys.Keys;
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        !service.IsKeyedService
        && !service.ServiceType.IsGenericTypeDefinition
        && (service.ServiceType.GenericTypeArguments.Append(service.ServiceType).Append(service.ImplementationType).Append(service.ImplementationFactory?.Method.DeclaringType).Append(service.ImplementationInstance?.GetType())
            .Any(type => type?.Assembly == typeof(AccessReviewApp).Assembly));

    /// <summary>The options themselves define how they are configured.</summary>
    private static Type Made(ServiceDescriptor service) =>
        service.ServiceType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
            ? typeof(IOptions<>).MakeGenericType(generic.GenericTypeArguments)
            : service.ServiceType;

    private static void Look(object? made) => made?.GetType().GetProperty(nameof(IOptions<>.Value))?.GetValue(made);

    private sealed class Listener(ConcurrentDictionary<string, byte> keys) : ConfigurationProvider
    {
        public override bool TryGet(string key, out string? value)
        {
            keys[key] = 0;
            return base.TryGet(key, out value);
        }

        /// <summary>Reports that each section has content, because options of an empty section are not read.</summary>
        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            parentPath is null || parentPath.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal) ? earlierKeys : earlierKeys.Append("Nothing");
    }
}
