namespace AccessReview.Emulator.Tables;

/// <summary>Reads the change of a request; the same for single requests and for the parts of a batch.</summary>
internal static class EntityChange
{
    public static EntityOperation Read(string method, ResourcePath resource, string? ifMatch, ReadOnlyMemory<byte> body)
    {
        if (method == "POST" && !resource.IsEntity)
            return Insert(resource.Name, EntityBody.Parse(body));
        if (!resource.IsEntity)
            throw TableFaults.MethodNotAllowed();

        return method switch
        {
            "PUT" => Update(EntityVerb.Replace, resource, ifMatch, EntityBody.Parse(body)),
            "PATCH" or "MERGE" => Update(EntityVerb.Merge, resource, ifMatch, EntityBody.Parse(body)),
            "DELETE" when ifMatch is null => throw TableFaults.MissingRequiredHeader(),
            "DELETE" => Change(EntityVerb.Delete, resource, ifMatch, []),
            _ => throw TableFaults.MethodNotAllowed(),
        };
    }

    private static EntityOperation Insert(string table, EntityBody body)
    {
        EntityLimits.CheckKey(body.PartitionKey);
        EntityLimits.CheckKey(body.RowKey);
        return new EntityOperation(EntityVerb.Insert, table, body.PartitionKey!, body.RowKey!, IfMatch: null, body.Properties); // Checked above.
    }

    private static EntityOperation Update(EntityVerb verb, ResourcePath resource, string? ifMatch, EntityBody body)
    {
        // The URL identifies the entity; a body may repeat the keys but not change them.
        if ((body.PartitionKey ?? resource.PartitionKey) != resource.PartitionKey || (body.RowKey ?? resource.RowKey) != resource.RowKey)
            throw TableFaults.InvalidInput("The keys in the body are not those in the address.");
        EntityLimits.CheckKey(resource.PartitionKey);
        EntityLimits.CheckKey(resource.RowKey);
        return Change(verb, resource, ifMatch, body.Properties);
    }

    private static EntityOperation Change(EntityVerb verb, ResourcePath resource, string? ifMatch, byte[] properties) =>
        new(verb, resource.Name, resource.PartitionKey!, resource.RowKey!, ifMatch, properties); // The callers have checked IsEntity.
}
