namespace AccessReview.Emulator.Tables.Filters;

/// <summary>What a filter is asked about: an entity, or a table.</summary>
internal interface IFilterRow
{
    EdmValue? Find(string property);
}
