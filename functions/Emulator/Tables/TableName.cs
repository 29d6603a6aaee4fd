namespace AccessReview.Emulator.Tables;

/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#table-names</remarks>
internal static class TableName
{
    public static string Checked(string? name)
    {
        if (name is null || name.Length is < 3 or > 63)
            throw TableFaults.OutOfRangeName();
        var isRight = char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit) && !name.Equals("tables", StringComparison.OrdinalIgnoreCase);
        return isRight ? name : throw TableFaults.InvalidResourceName();
    }
}
