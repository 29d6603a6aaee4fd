namespace AccessReview.Emulator.Host;

/// <summary>Runs an app from the command line: <c>dotnet AccessReview.Emulator.dll App.dll [--name value ...]</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [var assembly, .. var settings] || !File.Exists(assembly))
        {
            await Console.Error.WriteLineAsync("Name the dll of the app, then settings, such as --urls http://localhost:7071.");
            return 2;
        }

        try
        {
            var app = FunctionsHostApp.Build(new FunctionsHostOptions { AppAssembly = assembly, Settings = FunctionsHostOptions.Parse(settings) });
            await using (app)
                await app.RunAsync();
            return 0;
        }
        catch (EmulatorRefusedException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
