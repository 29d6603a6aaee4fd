namespace AccessReview.App.Slack;

/// <summary>A method of Slack's Web API, and the scope that it needs. manifest.json contains all of these scopes.</summary>
public sealed record SlackMethod
{
    private SlackMethod(string name, string? scope) => (Name, Scope) = (name, scope);

    public static SlackMethod PostMessage { get; } = new("chat.postMessage", "chat:write");

    public static SlackMethod Update { get; } = new("chat.update", "chat:write");

    public static SlackMethod OpenView { get; } = new("views.open", null);

    public static SlackMethod OpenConversation { get; } = new("conversations.open", "im:write");

    public static SlackMethod ReadHistory { get; } = new("conversations.history", "im:history");

    public static SlackMethod FindByEmail { get; } = new("users.lookupByEmail", "users:read.email");

    public static IReadOnlyList<SlackMethod> All { get; } = [PostMessage, Update, OpenView, OpenConversation, ReadHistory, FindByEmail];

    public string Name { get; }

    /// <summary>Null: no scope is needed.</summary>
    public string? Scope { get; }
}
