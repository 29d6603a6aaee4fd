using System.Globalization;

namespace AccessReview.Emulator.Front;

/// <summary>
/// Limits the number of concurrent connections. The runtime ends the process when it runs out of file descriptors,
/// so the web server closes further connections instead.
/// </summary>
internal static class ConnectionLimit
{
    // Each connection needs one descriptor, and up to two for its connection to the Table service in this process.
    private const long DescriptorsEach = 3;

    // Reserved for the runtime, its files, the database readers, and closing connections.
    private const long DescriptorsKept = 320;

    private const long Min = 32;
    private const long Max = 10_000;

    public static long Current => Of(Descriptors());

    /// <param name="descriptors">The process's limit of file descriptors; null: unknown.</param>
    public static long Of(long? descriptors) => descriptors is { } max ? Math.Clamp((max - DescriptorsKept) / DescriptorsEach, Min, Max) : Max;

    // .NET raises the soft limit to the hard limit at startup, so they are equal here.
    private static long? Descriptors()
    {
        const string file = "/proc/self/limits";
        if (!File.Exists(file))
            return null;
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var max) ? max : null;
    }
}
