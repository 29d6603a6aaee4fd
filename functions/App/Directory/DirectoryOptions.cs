namespace AccessReview.App.Directory;

/// <summary>Settings under <c>Directory</c>.</summary>
public sealed record DirectoryOptions
{
    /// <summary>
    /// Identifiers of admins beside those that the directory names, parted by ; or blanks. Who is in the directory is an admin
    /// while the setting says so; who is not, only while nobody is.
    /// </summary>
    public string Admins { get; init; } = "";

    /// <summary>What is wrong, or null.</summary>
    public string? Fault() =>
        AdminNames.FirstOrDefault(name => name.Contains('@', StringComparison.Ordinal)) is { } address
            ? $"Directory:Admins contains {address}. Write the ids of people in the directory: an address may change its owner."
            : null;

    public IReadOnlyList<string> AdminNames => Admins.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
