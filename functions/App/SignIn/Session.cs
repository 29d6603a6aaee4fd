using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.SignIn;

/// <summary>A sign-in in one browser. The browser holds a random id; only its hash is stored.</summary>
public sealed record Session(string Hash, UserId User, DateTimeOffset StartedAt, DateTimeOffset SeenAt, ETag ETag)
{
    /// <summary>A session ends after this time without use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time even if it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>Ties the session to the user's address, roles and status.</summary>
    public PersonBond Bond { get; init; } = new(0, null);

    /// <summary>The session began with a mailed link. It is invalid where users sign in at an issuer.</summary>
    public bool IsByMail { get; init; }

    public DateTimeOffset EndsAt => StartedAt + Longest;

    public bool IsLive(DateTimeOffset now) => now < SeenAt + Idle && now < EndsAt;

    public TableEntity ToRow()
    {
        var row = new TableEntity(SecretHash.Partition("session", Hash), Hash)
        {
            ["User"] = User.Value,
            ["StartedAt"] = StartedAt,
            ["SeenAt"] = SeenAt,
            ["EndsAt"] = EndsAt,
            ["IsByMail"] = IsByMail,
        };
        Bond.WriteTo(row);
        return row;
    }

    public static Session Of(TableEntity row) => new(
        row.RowKey,
        UserId.From(row.GetString("User")),
        row.GetDateTimeOffset("StartedAt") ?? default,
        row.GetDateTimeOffset("SeenAt") ?? default,
        row.ETag)
    {
        Bond = PersonBond.Of(row),
        IsByMail = row.GetBoolean("IsByMail") ?? false,
    };
}
