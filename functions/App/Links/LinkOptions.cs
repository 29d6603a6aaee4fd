using AccessReview.App.Keys;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>How the holder of a signed link may decide.</summary>
public enum LinkDecision
{
    /// <summary>On the link's page, for low and medium risk.</summary>
    Signed,

    /// <summary>Only after sign-in.</summary>
    SignIn,
}

/// <summary>Settings <c>Links:*</c>. They are reloaded every minute, so that a removed key is invalid without a restart.</summary>
public sealed record LinkOptions : KeyOptions
{
    public const string Section = "Links";

    public const int MaxKeys = 4;

    public string Decide { get; init; } = "signed";

    public LinkDecision Decision => Decide == "sign-in" ? LinkDecision.SignIn : LinkDecision.Signed;

    /// <summary>Returns whether the holder of a link decides about access of this effective risk only after sign-in.</summary>
    public bool RequiresSignIn(Risk risk) => !SignInRules.MayDecide(Proof.Link, risk, linksDecide: Decision == LinkDecision.Signed);

    /// <summary>The file, without its extension, with the key of a single machine.</summary>
    public const string LocalFile = "link";

    /// <summary>Returns the error in the settings; null: none.</summary>
    public string? Fault(bool mayMakeKey)
    {
        if (Decide is not ("signed" or "sign-in"))
            return "Links:Decide must be signed or sign-in.";
        if (PresentKeys.Count > MaxKeys)
            return "Links:Keys can have one key that signs and at most three that verify.";
        return KeyFault(Section, mayMakeKey);
    }
}
