namespace AccessReview.App.Directory;

/// <summary>Settings under <c>Directory</c>.</summary>
public sealed record DirectoryOptions
{
    /// <summary>
    /// Ids of admins in addition to those in the directory, separated by ; or blanks. A user in the directory is an admin while
    /// the setting names them. An id that is not in the directory is an admin only while the directory is empty.
    /// </summary>
    public string Admins { get; init; } = "";

    /// <summary>Opens a revocation for each access of a person who is marked as inactive. Otherwise the access is only listed.</summary>
    public bool RevokeLeavers { get; init; }

    /// <summary>Returns what is wrong with the settings, or null.</summary>
    public string? Fault() =>
        AdminNames.FirstOrDefault(name => name.Contains('@', StringComparison.Ordinal)) is { } address
            ? $"Directory:Admins contains {address}. Write the ids of people in the directory: an address may change its owner."
            : null;

    public IReadOnlyList<string> AdminNames => Admins.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
