using AccessReview.App.Keys;

namespace AccessReview.App.Links;

/// <summary>How somebody who holds a signed link may decide.</summary>
public enum LinkDecision
{
    /// <summary>On the page that the link opens, for low and medium risk.</summary>
    Signed,

    /// <summary>Only after they have signed in.</summary>
    SignIn,
}

/// <summary>Settings <c>Links:*</c>. Read anew every minute, so that a key that is taken out dies without a restart.</summary>
public sealed record LinkOptions : KeyOptions
{
    public const string Section = "Links";

    public const int MaxKeys = 4;

    public string Decide { get; init; } = "signed";

    public LinkDecision Decision => Decide == "sign-in" ? LinkDecision.SignIn : LinkDecision.Signed;

    /// <summary>The file, without its ending, in which one machine keeps its own key.</summary>
    public const string LocalFile = "link";

    /// <summary>What is wrong, or null.</summary>
    public string? Fault(bool mayMakeKey)
    {
        if (Decide is not ("signed" or "sign-in"))
            return "Links:Decide must be signed or sign-in.";
        if (PresentKeys.Count > MaxKeys)
            return "Links:Keys can have one key that signs and at most three that verify.";
        return KeyFault(Section, mayMakeKey);
    }
}
