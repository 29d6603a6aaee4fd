using System.Globalization;

namespace AccessReview.Emulator.Front;

/// <summary>
/// How many connections are served at once. The runtime ends the process when it runs out of file descriptors, so the web
/// server closes what comes beyond this instead.
/// </summary>
internal static class ConnectionLimit
{
    // For each: itself and, while it is served, both ends of one to the tables, which live in this process too.
    private const long DescriptorsEach = 3;

    // The runtime, its files, the readers of the database, and what is being closed.
    private const long DescriptorsKept = 320;

    private const long Min = 32;
    private const long Max = 10_000;

    public static long Current => Of(Descriptors());

    /// <param name="descriptors">How many the process may have; null: unknown.</param>
    public static long Of(long? descriptors) => descriptors is { } most ? Math.Clamp((most - DescriptorsKept) / DescriptorsEach, Min, Max) : Max;

    // .NET raises the soft limit to the hard one when it starts, so by now they are the same.
    private static long? Descriptors()
    {
        const string file = "/proc/self/limits";
        if (!File.Exists(file))
            return null;
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] && long.TryParse(soft, CultureInfo.InvariantCulture, out var most) ? most : null;
    }
}
