namespace AccessReview.Verifier;

/// <summary>Verifies an evidence pack and says on the console what is wrong with it.</summary>
internal static class Program
{
    private const string Usage = """
        Verifies the evidence of a campaign.

          dotnet run --project functions/Verifier -- FILE [--key KEYFILE]

        FILE     the downloaded ZIP file
        KEYFILE  the key that signed it, in base64; without it, changes are found, but not who made the file
        """;

    internal static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <returns>0: the pack is as it was made; 1: it is not; 2: it could not be verified.</returns>
    internal static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ([_] or [_, "--key", _]))
        {
            errors.WriteLine(Usage);
            return 2;
        }

        try
        {
            var key = args is [_, _, var path] ? Convert.FromBase64String(File.ReadAllText(path).Trim()) : null;
            using var file = File.OpenRead(args[0]);
            var report = PackCheck.Run(file, key);
            foreach (var line in report.Facts)
                output.WriteLine(line);
            foreach (var fault in report.Faults)
                errors.WriteLine(fault);
            output.WriteLine(report.Faults.Count == 0 ? "The evidence is as it was made." : $"The evidence was changed or is incomplete: {report.Faults.Count} differences.");
            return report.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
        {
            errors.WriteLine($"{args[0]} could not be verified: {unreadable.Message}");
            return 2;
        }
    }
}
