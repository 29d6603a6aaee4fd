using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Configuration;

/// <summary>Resolves folders from settings. A relative folder is in this machine's data folder, not in the current directory.</summary>
public static class LocalFolders
{
    private const string DataFolder = "Emulator:DataPath";

    /// <summary>Returns null if the name is relative and there is no data folder.</summary>
    public static string? Resolve(IConfiguration configuration, string folder)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (Path.IsPathFullyQualified(folder))
            return folder;
        return configuration[DataFolder] is { Length: > 0 } data ? Path.GetFullPath(folder, Path.GetFullPath(data)) : null;
    }
}
