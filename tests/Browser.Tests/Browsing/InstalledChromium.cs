namespace AccessReview.Browser.Tests.Browsing;

/// <summary>Finds the Chromium of this machine; nothing is downloaded.</summary>
internal static class InstalledChromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static string Path()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException($"The environment variable CHROMIUM names {named}, which is not there.");
        var folders = new[] { "/usr/bin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator));
        return folders.SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                "The browser tests need Chromium: 'apt-get install chromium' on Debian, or set the environment variable CHROMIUM to the program of one that is installed elsewhere.");
    }
}
