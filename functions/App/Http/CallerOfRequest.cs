using System.Security.Claims;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <exception cref="ProblemException">Nobody has signed in: 401.</exception>
    public static Caller GetCaller(this HttpContext context) => context.TryGetCaller() ?? throw Problems.Unauthorized();

    public static Caller? TryGetCaller(this HttpContext context) => context.Items.TryGetValue(Key, out var caller) ? (Caller?)caller : null;

    extension(HttpContext context)
    {
        internal bool IsBearer => context.TryGetCaller()?.Proof == Proof.Bearer;

        /// <param name="caller">Who it is.</param>
        /// <param name="session">What their forms are bound to: a form of one session is worth nothing in the next.</param>
        internal void SetCaller(Caller caller, string session)
        {
            context.Items[Key] = caller;
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("user", caller.Id.Value), new Claim("session", session)], caller.Proof.ToString()));
        }
    }
}
