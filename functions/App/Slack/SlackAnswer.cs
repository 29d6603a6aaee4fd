using System.Text.Json;

namespace AccessReview.App.Slack;

/// <summary>What became of a call.</summary>
public abstract record SlackAnswer
{
    private SlackAnswer()
    {
    }

    public sealed record Done(JsonElement Body) : SlackAnswer;

    /// <summary>Too much was asked for: nothing was done, and nothing should be asked for this long.</summary>
    public sealed record Later(TimeSpan Pause) : SlackAnswer;

    /// <summary>Nobody knows whether it was done: no answer, or one that says that something broke on the way.</summary>
    public sealed record Unanswered(string Why) : SlackAnswer;

    /// <summary>No, and no later either.</summary>
    public sealed record Refused(string Error) : SlackAnswer
    {
        /// <summary>It is about us, not about the message: an operator has to mend it.</summary>
        public bool IsOurs => Error is "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "missing_scope" or "no_permission" or "org_login_required" or "ekm_access_denied";
    }
}
