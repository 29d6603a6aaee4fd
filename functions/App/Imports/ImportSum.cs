namespace AccessReview.App.Imports;

/// <summary>The totals of an import's files. After it has ended, new, changed, unchanged, refused and not read lines add up to all lines.</summary>
internal sealed record ImportSum(int Lines, int New, int Changed, int Unchanged, int Refused, int NotRead, int InPart, int Differences, int Notes, int RefusedFiles)
{
    public static ImportSum Of(ImportState state)
    {
        var files = state.Files;
        return new(
            files.Sum(file => file.Lines),
            files.Sum(file => file.New),
            files.Sum(file => file.Changed),
            files.Sum(file => file.Unchanged),
            files.Sum(file => file.Refused),
            files.Sum(file => file.NotRead),
            files.Sum(file => file.InPart),
            files.Sum(file => file.Differences),
            files.Sum(file => file.Notes),
            files.Count(file => file.IsRefused));
    }

    /// <summary>True if everything was imported.</summary>
    public bool IsGood => Refused + NotRead + InPart + Notes + RefusedFiles == 0;
}
