using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Telemetry;

/// <summary>The version of this build: <c>VersionPrefix</c> in Directory.Build.props, without the commit that the SDK appends.</summary>
public static partial class ProductVersion
{
    /// <summary>The product's name; <c>Site:Name</c> is what an organization calls its site.</summary>
    public const string Product = "Access Review";

    public static string Current { get; } = WithoutCommit(
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <remarks>SemVer 2.0.0, item 10: what follows a plus sign is build metadata.</remarks>
    internal static string WithoutCommit(string informational) => informational.Split('+')[0];

    /// <summary>Logs the version at each start.</summary>
    internal sealed partial class StartLog(ILogger<StartLog> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Log.Started(logger, Product, Current);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static partial class Log
        {
            [LoggerMessage(LogLevel.Information, "{Product} {Version} started")]
            public static partial void Started(ILogger logger, string product, string version);
        }
    }
}
