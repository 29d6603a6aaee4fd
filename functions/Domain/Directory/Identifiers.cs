namespace AccessReview.Domain.Directory;

/// <summary>An identifier that is sent and stored as plain text. Its default value is not a valid identifier.</summary>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}

public readonly record struct UserId(string Value) : IIdentifier<UserId>
{
    public static UserId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct AppId(string Value) : IIdentifier<AppId>
{
    public static AppId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct EntitlementId(string Value) : IIdentifier<EntitlementId>
{
    public static EntitlementId From(string value) => new(value);

    public override string ToString() => Value;
}

public readonly record struct AccountId(string Value) : IIdentifier<AccountId>
{
    public static AccountId From(string value) => new(value);

    public override string ToString() => Value;
}
