using Microsoft.Extensions.Configuration;

namespace AccessReview.Emulator.Host;

/// <summary>
/// The app's host.json as a configuration section. As in the real host, a setting
/// <c>AzureFunctionsJobHost__extensions__http__routePrefix</c> overrides the file.
/// </summary>
internal sealed class HostJson(IConfiguration content)
{
    /// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-host-json#functiontimeout</remarks>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public IConfiguration Extensions { get; } = content.GetSection("extensions");

    public IConfiguration LogLevels { get; } = content.GetSection("logging:logLevel");

    public string RoutePrefix => Extensions["http:routePrefix"] ?? "api";

    /// <summary>The maximum duration of a function; "-1" in the file means no limit.</summary>
    public TimeSpan FunctionTimeout => content["functionTimeout"] switch
    {
        null => DefaultTimeout,
        "-1" => Timeout.InfiniteTimeSpan,
        var text when TimeSpan.TryParse(text, out var timeout) && timeout > TimeSpan.Zero => timeout,
        var text => throw new EmulatorRefusedException($"host.json has functionTimeout '{text}'; write a time span like 00:10:00, or -1."),
    };

    /// <summary>A value of the file, converted to its type.</summary>
    public T Value<T>(string key, T otherwise)
    {
        try
        {
            return content.GetValue(key, otherwise)!; // The default is not null.
        }
        catch (InvalidOperationException unreadable)
        {
            throw new EmulatorRefusedException($"host.json has a value at {key} that cannot be read; correct it: {unreadable.InnerException?.Message ?? unreadable.Message}", unreadable);
        }
    }

    public static HostJson Read(string folder, IConfiguration settings)
    {
        var file = Path.Combine(folder, "host.json");
        try
        {
            return new HostJson(new ConfigurationBuilder()
                .AddJsonFile(file, optional: true, reloadOnChange: false)
                .AddConfiguration(settings.GetSection("AzureFunctionsJobHost"))
                .Build());
        }
        catch (InvalidDataException broken)
        {
            throw new EmulatorRefusedException($"{file} is not valid JSON; correct it: {broken.InnerException?.Message ?? broken.Message}", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorRefusedException($"{file} cannot be read; allow this user to read it: {unreadable.Message}", unreadable);
        }
    }
}
