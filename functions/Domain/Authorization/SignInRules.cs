using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>What may be done without signing in: from a chat or by a mailed link, where a phone that lies unlocked is all that it takes.</summary>
public static class SignInRules
{
    /// <summary>What can do much harm is decided in the browser, by whoever has signed in there.</summary>
    public static bool MayDecideWithout(Risk risk) => risk switch
    {
        Risk.Low or Risk.Medium => true,
        Risk.High or Risk.Critical => false,
    };
}
