using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>A user whom an admin has connected with a Slack user. There is no other way to connect them.</summary>
/// <param name="User">The user.</param>
/// <param name="SlackUser">Slack's user id: U… or W….</param>
/// <param name="Channel">The bot's conversation with the user: D….</param>
/// <param name="ConfirmedBy">The admin who connected them.</param>
/// <param name="ConfirmedAt">When they were connected; earlier events are not sent to Slack.</param>
public sealed record SlackMember(UserId User, string SlackUser, string Channel, UserId ConfirmedBy, DateTimeOffset ConfirmedAt)
{
    public TableEntity ToRow(string partition, string key) => new(partition, key)
    {
        ["User"] = User.Value,
        ["SlackUser"] = SlackUser,
        ["Channel"] = Channel,
        ["ConfirmedBy"] = ConfirmedBy.Value,
        ["ConfirmedAt"] = ConfirmedAt,
    };

    public static SlackMember Of(TableEntity row) => new(
        UserId.From(row.GetString("User")), row.GetString("SlackUser"), row.GetString("Channel"), UserId.From(row.GetString("ConfirmedBy")), row.GetDateTimeOffset("ConfirmedAt") ?? default);
}
