using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.SignIn;

/// <param name="User">Whom it signs in.</param>
/// <param name="ReturnTo">Where they were going.</param>
/// <param name="Bond">What it holds of them.</param>
public sealed record MailedLink(UserId User, string ReturnTo, DateTimeOffset ExpiresAt, PersonBond Bond, ETag ETag)
{
    public TableEntity ToRow(string hash)
    {
        var row = new TableEntity(SecretHash.Partition("link", hash), hash)
        {
            ["User"] = User.Value,
            ["ReturnTo"] = ReturnTo,
            ["EndsAt"] = ExpiresAt,
        };
        Bond.WriteTo(row);
        return row;
    }

    public static MailedLink Of(TableEntity row) => new(
        UserId.From(row.GetString("User")),
        Paths.Local(row.GetString("ReturnTo")) ?? Addresses.Home,
        row.GetDateTimeOffset("EndsAt") ?? default,
        PersonBond.Of(row),
        row.ETag);
}

/// <param name="Secret">What the mail carries.</param>
/// <param name="Replaced">The hash of the link that it takes the place of, if there was one.</param>
public sealed record NewMailedLink(string Secret, DateTimeOffset ExpiresAt, string? Replaced);
