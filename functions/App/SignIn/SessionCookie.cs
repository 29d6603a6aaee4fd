using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.SignIn;

/// <summary>Signs people in to a browser and out of it.</summary>
public sealed class SessionCookie(Sessions sessions, Cookies cookies)
{
    private const string Name = "session";

    public Task<Session?> FindAsync(HttpRequest request, CancellationToken cancellationToken) =>
        sessions.FindAsync(cookies.Read(request, Name), cancellationToken);

    /// <summary>A new session, never one that the browser already had: its secret may have been planted there.</summary>
    public async Task SignInAsync(HttpContext context, UserId user, bool isByMail, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Request, cancellationToken) is { } earlier)
            await sessions.EndAsync(earlier, cancellationToken);
        cookies.Write(context.Response, Name, await sessions.StartAsync(user, isByMail, cancellationToken), Session.Longest);
    }

    public async Task SignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Request, cancellationToken) is { } session)
            await sessions.EndAsync(session, cancellationToken);
        cookies.Write(context.Response, Name, null);
    }
}
