namespace AccessReview.App.Imports;

/// <summary>What is wrong with a record's format.</summary>
internal enum CsvFault
{
    None,
    OpenQuote,
    StrayQuote,
    TextAfterQuote,
    TooLong,
    NotUtf8,
    Nul,
}

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line on which it starts.</param>
/// <param name="Cells">Empty if there is a fault.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells, CsvFault Fault = CsvFault.None)
{
    public bool IsBlank => Fault == CsvFault.None && Cells.All(string.IsNullOrWhiteSpace);
}
