using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Whether an access has changed since it was last certified, in words.</summary>
public static class ChangeText
{
    public static string Name(DeltaKind change) => change switch
    {
        DeltaKind.New => Say($"New"),
        DeltaKind.Changed => Say($"Changed"),
        DeltaKind.Unchanged => Say($"Unchanged"),
    };

    public static string Name(ChangedFact fact) => fact switch
    {
        ChangedFact.Risk => Say($"Risk"),
        ChangedFact.Privilege => Say($"Privileged or not"),
        ChangedFact.Permits => Say($"Description"),
        ChangedFact.Account => Say($"Account"),
        ChangedFact.Path => Say($"How it came"),
        ChangedFact.Manager => Say($"Manager"),
        ChangedFact.Department => Say($"Department"),
        ChangedFact.Title => Say($"Title"),
        ChangedFact.Unknown => Say($"Not recorded"),
    };
}
