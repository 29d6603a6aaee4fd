using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>What a user may do without signing in: from a chat or a mailed link. An unlocked phone is enough to use these.</summary>
public static class SignInRules
{
    /// <summary>High and critical risks need a decision in the browser, after sign-in.</summary>
    public static bool MayDecideWithout(Risk risk) => risk switch
    {
        Risk.Low or Risk.Medium => true,
        Risk.High or Risk.Critical => false,
    };
}
