using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.Domain.Authorization;

/// <summary>What a user may do without signing in: from a chat or a mailed link. An unlocked phone is enough to use these.</summary>
public static class SignInRules
{
    /// <summary>Returns whether somebody with this proof may decide about access of this risk; otherwise they sign in first.</summary>
    /// <param name="proof">How the user proved their identity.</param>
    /// <param name="risk">The effective risk.</param>
    /// <param name="linksDecide">The organization lets mailed links decide. False: a link only leads to the sign-in.</param>
    public static bool MayDecide(Proof proof, Risk risk, bool linksDecide = true) => proof switch
    {
        Proof.None or Proof.Session or Proof.Bearer => true,
        Proof.Slack => IsDecidedAnywhere(risk),
        Proof.Link => linksDecide && IsDecidedAnywhere(risk),
    };

    // High and critical risks need a decision in the browser, after sign-in.
    private static bool IsDecidedAnywhere(Risk risk) => risk switch
    {
        Risk.Low or Risk.Medium => true,
        Risk.High or Risk.Critical => false,
    };
}
