namespace AccessReview.App.MyWork;

/// <summary>The fields of the forms about several tasks.</summary>
internal static class BulkFields
{
    /// <summary>The form is about the selected tasks of a list.</summary>
    public const string Together = "together";

    /// <summary>The reader has seen which tasks they are.</summary>
    public const string Confirmed = "confirmed";

    public const string Yes = "yes";
}
