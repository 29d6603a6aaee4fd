namespace AccessReview.Emulator.Tables.Filters;

internal sealed class TableRow(string name) : IFilterRow
{
    public EdmValue? Find(string property) => property == "TableName" ? EdmValue.Of(name) : null;
}
