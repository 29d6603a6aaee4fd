metadata description = 'A private way to one service, under the name that it has in public.'

param name string
param location string
param tags { *: string }
param subnetId string

@description('The service, and which part of it.')
param serviceId string
param groupId string

@description('The private DNS zone that its name is written to.')
param zone string

resource named 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: zone
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: serviceId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource addresses 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: { privateDnsZoneId: named.id }
        }
      ]
    }
  }
}
