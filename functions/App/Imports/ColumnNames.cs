using AccessReview.App.Http;

namespace AccessReview.App.Imports;

/// <summary>Maps the column names of a file to known columns.</summary>
internal static class ColumnNames
{
    // If the name of one of these is misspelled, ignoring the column would grant more access than the file says.
    private static readonly string[] Guarding = ["until", "active", "risk", "roles", "delegateUntil", "privileged", "protected"];

    // Other names in use by HR exports and by people, in English and German.
    private static readonly Dictionary<string, string[]> OtherNames = new(StringComparer.Ordinal)
    {
        ["until"] =
        [
            "validuntil", "untildate", "validto", "end", "enddate", "endsat", "expires", "expiresat", "expireson", "expiry", "expirydate", "expiration", "expirationdate",
            "bis", "gültigbis", "gueltigbis", "befristetbis", "befristung", "ende", "enddatum", "endedatum", "ablauf", "ablaufdatum", "läuftabam",
        ],
        ["active"] = ["enabled", "isenabled", "accountenabled", "disabled", "accountdisabled", "inactive", "isinactive", "inaktiv", "status", "accountstatus", "userstatus", "gesperrt", "deaktiviert"],
        ["risk"] = ["risklevel", "riskclass", "criticality", "risiko", "risikoklasse", "kritikalität", "kritikalitaet"],
        ["roles"] = ["rolle", "rollen"],
        ["privileged"] = ["isprivileged", "privilege", "privilegiert"],
        ["protected"] = ["isprotected", "geschützt", "geschuetzt"],
        ["delegateUntil"] = ["absentuntil", "outofofficeuntil", "abwesendbis", "vertretungbis"],
    };

    /// <summary>Returns the known column for a name, or null. Case, blanks, hyphens and underscores do not matter.</summary>
    public static string? Find(ImportedFile file, string name) =>
        Fold(name) is var folded ? ImportedColumns.Of(file).FirstOrDefault(column => Fold(column.Name) == folded || (column.Name == "accountId" && folded == "account"))?.Name : null;

    /// <summary>Returns why a file with these columns cannot be used, or null.</summary>
    public static Remark? Fault(ImportedFile file, IReadOnlyList<string> names, IReadOnlyList<string?> columns)
    {
        var known = ImportedColumns.Of(file);
        var missing = known.Where(column => column.IsRequired && !columns.Contains(column.Name)).Select(column => column.Name).ToList();
        // A line needs a person, or an account that holds the access.
        if (file == ImportedFile.Grants && !columns.Contains("userId") && !columns.Contains("accountId"))
            missing.Insert(0, "userId");
        if (ResemblingFile(file, names) is { } other && (missing.Count > 0 || Fit(other, names) > Fit(file, names)))
            return Remark.Say($"The file has the columns of {ImportText.NameOf(other)}.csv. Send it as {ImportText.NameOf(other)}.csv. Nothing was imported from it.");
        if (missing.Count > 0)
            return Remark.Say($"These columns are missing: {string.Join(", ", missing)}. Nothing was imported from this file.");
        if (columns.OfType<string>().GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { Key: var doubled })
            return Remark.Say($"The file has the column {doubled} twice. Nothing was imported from it.");
        return names.Where((_, index) => columns[index] is null)
            .Select(name => (Name: name, Meant: Guarding.FirstOrDefault(column => known.Any(one => one.Name == column) && !columns.Contains(column) && IsNear(name, column))))
            .FirstOrDefault(pair => pair.Meant is not null) is { Meant: { } meant } misspelled
            ? Remark.Say($"The column \"{Remark.Shown(misspelled.Name)}\" is unknown. Did you mean {meant}? Rename or remove the column. Nothing was imported from this file.")
            : null;
    }

    /// <summary>Names the columns that are ignored; null: none.</summary>
    public static Remark? Unknown(ImportedFile file, IReadOnlyList<string> names, IReadOnlyList<string?> columns)
    {
        var unknown = names.Where((name, index) => columns[index] is null && !string.IsNullOrWhiteSpace(name)).ToList();
        return unknown.Count == 0
            ? null
            : Remark.Say($"Unknown columns were ignored: {Remark.Shown(string.Join(", ", unknown))}. Known columns: {string.Join(", ", ImportedColumns.Of(file).Select(column => column.Name))}.");
    }

    private static ImportedFile? ResemblingFile(ImportedFile file, IReadOnlyList<string> names) => Enum.GetValues<ImportedFile>()
        .Where(other => other != file && ImportedColumns.Of(other).Where(column => column.IsRequired).All(column => names.Any(name => Find(other, name) == column.Name)))
        .OrderByDescending(other => Fit(other, names))
        .Select(other => (ImportedFile?)other)
        .FirstOrDefault();

    private static int Fit(ImportedFile file, IReadOnlyList<string> names) => names.Select(name => Find(file, name)).OfType<string>().Distinct().Count();

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool IsNear(string name, string column) =>
        OtherNames[column].Contains(Fold(name), StringComparer.OrdinalIgnoreCase) || Distance(Fold(name), Fold(column)) <= (column.Length > 5 ? 2 : 1);

    /// <summary>Levenshtein distance: how many letters differ.</summary>
    private static int Distance(string one, string other)
    {
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var row = 1; row <= one.Length; row++)
        {
            var now = new int[other.Length + 1];
            now[0] = row;
            for (var column = 1; column <= other.Length; column++)
                now[column] = Math.Min(Math.Min(now[column - 1], before[column]) + 1, before[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1));
            before = now;
        }

        return before[^1];
    }
}
