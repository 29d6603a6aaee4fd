namespace AccessReview.Verifier;

/// <summary>Verifies an evidence pack and says on the console what is wrong with it.</summary>
internal static class Program
{
    private const string Usage = """
        Verifies the evidence of a campaign.

          dotnet run --project functions/Verifier -- FILE [--key KEYS]

        FILE  the downloaded ZIP file
        KEYS  a file with the public keys of the organization: the answer of GET /api/v1/evidence-keys, or PEM.
              Without it the key in FILE is used. Then compare its fingerprint with the published one.
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
            var keys = args is [_, _, var path] ? PublicKey.ReadAll(File.ReadAllText(path)) : null;
            using var file = File.OpenRead(args[0]);
            var report = PackCheck.Run(file, keys);
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
