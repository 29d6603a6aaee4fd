namespace AccessReview.Emulator.Tables.Filters;

/// <summary>What a filter is applied to: an entity or a table.</summary>
internal interface IFilterRow
{
    EdmValue? Find(string property);
}
