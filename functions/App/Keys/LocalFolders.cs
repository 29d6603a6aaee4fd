using Microsoft.Extensions.Configuration;

namespace AccessReview.App.Keys;

/// <summary>Folders that settings name. A relative one lies in the data folder of this machine, not wherever the program was started.</summary>
public static class LocalFolders
{
    private const string DataFolder = "Emulator:DataPath";

    /// <summary>Null: the name is relative, and there is no data folder here.</summary>
    public static string? Resolve(IConfiguration configuration, string folder)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (Path.IsPathFullyQualified(folder))
            return folder;
        return configuration[DataFolder] is { Length: > 0 } data ? Path.GetFullPath(folder, Path.GetFullPath(data)) : null;
    }
}
