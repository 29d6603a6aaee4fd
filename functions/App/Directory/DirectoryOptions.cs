namespace AccessReview.App.Directory;

/// <summary>Settings under <c>Directory</c>.</summary>
public sealed record DirectoryOptions
{
    /// <summary>Identifiers or mail addresses of admins beside those that the directory names, parted by ; or blanks.</summary>
    public string Admins { get; init; } = "";

    public IReadOnlyList<string> AdminNames => Admins.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
