using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.SignIn;

public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <exception cref="ProblemException">Nobody has signed in: 401.</exception>
    public static Caller GetCaller(this HttpContext context) => context.TryGetCaller() ?? throw Problems.Unauthorized();

    public static Caller? TryGetCaller(this HttpContext context) => context.Items.TryGetValue(Key, out var caller) ? (Caller?)caller : null;

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
