using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Builders;

namespace AccessReview.App.Tests.Drivers;

/// <summary>
/// Data folders of apps into which a directory was imported. Each import runs once; every app that needs its result gets a copy of
/// the folder. Importing it again for each app would take as long as most tests.
/// </summary>
internal static class PreparedData
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Folders = new(StringComparer.Ordinal);

    /// <summary>Returns a new folder with the result of the import.</summary>
    public static async Task<string> CopyAsync(object import)
    {
        var prepared = await Folders.GetOrAdd(JsonSerializer.Serialize(import), _ => new(() => PrepareAsync(import))).Value;
        var copy = TheApp.NewFolder();
        Copy(prepared, copy);
        return copy;
    }

    private static async Task<string> PrepareAsync(object import)
    {
        var folder = TheApp.NewFolder();
        await using var app = await TheApp.StartAsync(dataPath: folder);
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
        await app.RestAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in System.IO.Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
