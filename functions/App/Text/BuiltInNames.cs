using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Translates the product's built-in names. A name that the organization chose is shown as it is.</summary>
public static class BuiltInNames
{
    /// <summary>The name of a policy's step.</summary>
    public static string Step(string name) => name switch
    {
        "Manager" => Say($"Manager"),
        "App owners" => Say($"App owners"),
        "Entitlement owners" => Say($"Entitlement owners"),
        "Holder" => StageText.Name(0),
        "Stage 1" => StageText.Name(1),
        "Stage 2" => StageText.Name(2),
        "Stage 3" => StageText.Name(3),
        _ => name,
    };

    /// <summary>The name of a policy.</summary>
    public static string Policy(string name) => name switch
    {
        "Certification by the app's owners" => Say($"Certification by the app's owners"),
        "Approval by the manager, then by the owners where risk is high" => Say($"Approval by the manager, then by the owners where risk is high"),
        "Provisioning by the app's owners" => Say($"Provisioning by the app's owners"),
        "Revocation by the app's owners" => Say($"Revocation by the app's owners"),
        "Deprovisioning by the app's owners" => Say($"Deprovisioning by the app's owners"),
        _ => name,
    };

    /// <summary>The built-in types of entitlements.</summary>
    public static string Type(string type) => type switch
    {
        "role" => Say($"Role"),
        "group" => Say($"Group"),
        "licence" => Say($"Licence"),
        "team" => Say($"Team"),
        "dataset" => Say($"Dataset"),
        "badge" => Say($"Badge"),
        _ => type,
    };
}
